/** What is done with an entry in a dialog over its page. */
export type Task =
  'correct' | 'cancel' | 'rescan' | 'arrange' | 'print' | 'receipt' | 'reply' | 'label' | 'stamp' | 'petitions'
