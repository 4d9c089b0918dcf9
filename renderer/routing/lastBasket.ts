import { baskets, type Basket } from '../../contract/routing'

/** The basket this person looked into last on this PC; a word of ours, and nothing of the office. */
const key = (userId: string): string => `diwan.basket.${userId}`
export const lastBasket = (userId: string): Basket =>
  baskets.find((one) => one === localStorage.getItem(key(userId))) ?? 'toDo'
export const keepBasket = (userId: string, basket: Basket): void => localStorage.setItem(key(userId), basket)
