/** نادية بنعيسى → «نب»: the first letters of the first and the last name, the article and particles left out. */
export function initials(name: string): string {
  const parts = name
    .split(/\s+/)
    .map((part) => part.replace(/^ال(?=\p{L}{2})/u, ''))
    .filter((part) => part.length > 1 && !/^(de|del|la|el|بن|ben)$/iu.test(part))
  const first = parts[0]?.[0] ?? ''
  const last = parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
