/**
 * What other features do with the row of a scan, by way of this one: an entry takes its staged scans over, the line says what the
 * server has, a restore says what the copy lacks.
 */
export { claimStaged, forgetContents, forgetUploads, setUploaded } from '../../db/documents/files'
