import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Register } from '../../contract/books'
import { api } from '../bridge/client'

/** The registers of the office and their books, in the order of the side bar; asked once and again when something changed. */
export const useRegisters = defineStore('registers', () => {
  const all = shallowRef<Register[]>([])
  const byId = computed(() => new Map(all.value.map((register) => [register.id, register])))

  async function load(): Promise<void> {
    all.value = await api.register.registers({})
  }
  async function ofId(id: string): Promise<Register | null> {
    if (!byId.value.has(id)) await load()
    return byId.value.get(id) ?? null
  }
  /** Years that have a book, newest first. */
  const yearsOf = (register: Register): number[] =>
    [...new Set(register.books.map((book) => book.year))].sort((a, b) => b - a)

  return { all, byId, load, ofId, yearsOf }
})
