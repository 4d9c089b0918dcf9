/** The bytes of a chosen file in Base64: as the browser writes `data:` addresses, in one step whatever the size. */
export const base64Of = (given: Blob): Promise<string> =>
  new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result).split(',')[1] ?? '')
    reader.onerror = () => failed(reader.error ?? new Error('unread'))
    reader.readAsDataURL(given)
  })
