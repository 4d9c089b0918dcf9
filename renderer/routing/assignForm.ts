import type { AssignmentAsked } from '../../contract/routing'

/** Nothing is chosen for anybody: to whom it goes is theirs to say who gives it. */
export const blankAssignment = (): AssignmentAsked => ({
  ...{ purpose: 'action', to: [], copies: [], instruction: null, text: '', dueOn: null, inOrder: false },
})

/** As it is sent: what does not belong to its purpose is not said. */
export const askedOf = (form: AssignmentAsked): AssignmentAsked => ({
  ...form,
  text: form.text.trim(),
  copies: form.purpose === 'action' ? form.copies : [],
  dueOn: form.purpose === 'information' ? null : form.dueOn,
  inOrder: form.purpose === 'opinion' && form.inOrder,
})
