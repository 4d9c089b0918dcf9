/** decisions.md, The window. pdf.js needs wasm for JBIG2 and JPEG 2000; only styles may stand inline. */
export const CONTENT_SECURITY_POLICY = [
  `default-src 'none'`,
  `script-src 'self' 'wasm-unsafe-eval'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' diwan: blob: data:`,
  `font-src 'self'`,
  `connect-src 'self' diwan:`,
  `worker-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** The page comes from app://diwan, never from file: or from a server. */
export const PAGE = 'app://diwan/index.html'
export const isOurPage = (url: string): boolean => url.startsWith('app://diwan/')
