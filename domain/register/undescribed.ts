/**
 * D2: numbered with what was known, and not described yet. It follows from the entry itself: only a sealed envelope has no subject, and that
 * is at least confidential (C2, A1). So no copy of it, and no older version, can take one for the other.
 */
export const isUndescribed = ({ subject, level }: { subject: unknown; level: unknown }): boolean =>
  (subject ?? null) === null && (level === 'ordinary' || level === 'restricted')
