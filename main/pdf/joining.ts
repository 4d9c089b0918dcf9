/** ArabicShaping.txt, joining type R: letters that join to the one before them and never to the one after. */
const RIGHT_JOINING =
  /[\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef]/
/** Joining type U: letters that join to nothing. */
const NON_JOINING = /[\u0621\u0674\u06dd]/
const LETTER =
  /[\u0620-\u063f\u0640-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9]/
/** Joining type T: marks, which the joining passes over. */
const TRANSPARENT = /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08ff]/

/** Whether the letters on both sides of `at` are written joined: a cut there (a colour, a bold syllable) must not part them. */
export function joinedAt(text: string, at: number): boolean {
  // Most cuts are beside a space, where nothing joins.
  if (text.charCodeAt(at - 1) === 0x20 || text.charCodeAt(at) === 0x20) return false
  let before = at - 1
  while (before >= 0 && TRANSPARENT.test(text.charAt(before))) before--
  let after = at
  while (after < text.length && TRANSPARENT.test(text.charAt(after))) after++
  const left = text.charAt(before)
  const right = text.charAt(after)
  return (
    before >= 0 &&
    LETTER.test(left) &&
    LETTER.test(right) &&
    !RIGHT_JOINING.test(left) &&
    !NON_JOINING.test(left) &&
    !NON_JOINING.test(right)
  )
}
