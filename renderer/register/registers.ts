import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Register, RegisterKind } from '../../contract/books'
import { api } from '../bridge/client'

/** The registers of the office and their books; asked once and again when something was registered. */
export const useRegisters = defineStore('registers', () => {
  const all = shallowRef<Register[]>([])
  const byKind = computed(() => new Map(all.value.map((register) => [register.kind, register])))

  async function load(): Promise<void> {
    all.value = await api.register.registers({})
  }
  async function ofKind(kind: RegisterKind): Promise<Register | null> {
    if (!byKind.value.has(kind)) await load()
    return byKind.value.get(kind) ?? null
  }
  /** Years that have a book, newest first. */
  const yearsOf = (register: Register): number[] =>
    [...new Set(register.books.map((book) => book.year))].sort((a, b) => b - a)

  return { all, byKind, load, ofKind, yearsOf }
})
