import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { BookToClose } from '../../contract/closing'
import { api } from '../bridge/client'
import { alarmsOf } from './alarms'

/** The books with what of them is open; asked again when something changed in a register, and over midnight. */
export const useClosing = defineStore('closing', () => {
  const books = shallowRef<BookToClose[] | null>(null)
  const alarms = computed(() => alarmsOf(books.value ?? []))

  async function load(): Promise<void> {
    books.value = await api.closing.books({})
  }
  return { books, alarms, load }
})
