import type { Preset } from '../event/event-draft.svelte.ts'
import { ask } from '../ui/api.ts'

const personOf = (contact: { name: string; email: string } | undefined) =>
  contact && { name: contact.name, email: contact.email }

/** What the event of an activity begins with: its summary, the contact of its record, and that record. */
export async function presetOfActivity(id: string): Promise<Preset & { summary: string }> {
  const { summary, record } = await ask('readActivity', { params: { id } })
  const { contact, title } = record
  return { title: summary, summary, person: personOf(contact), record: { id: record.id, title }, activityId: id }
}

/** What an event about a record begins with. */
export async function presetOfRecord(id: string): Promise<Preset> {
  const { title, contact } = await ask('readRecord', { params: { id } })
  return { person: personOf(contact), record: { id, title } }
}
