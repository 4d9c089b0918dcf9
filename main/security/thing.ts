/** What people open: its level says whether opening it is recorded (A3). */
export type Thing = { entity: 'entry' | 'letter' | 'file' | 'contact'; id: string }
