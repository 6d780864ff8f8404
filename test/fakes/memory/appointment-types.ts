import type { AppointmentTypes, AppointmentTypeWrite } from '../../../functions/ports/appointment-types.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { kept, type Shelves, type WritesOf } from './shelves.ts'

export const typeShelf = (company: string) => `${company} types`
export const assignmentShelf = (company: string) => `${company} assignment`

export const appointmentTypes = (shelves: Shelves): AppointmentTypes => ({
  async types(company) {
    return shelves.range<AppointmentType>(typeShelf(company))
  },
  async type(company, slug) {
    return shelves.get<AppointmentType>(typeShelf(company), slug)
  },
  async putType(type, expectedVersion) {
    return shelves.does(shelves.versioned(typeShelf(type.company), type.slug, expectedVersion, { value: type }))
  },
  async countAssignment(company, type, host, bookings) {
    const counts = shelves.get<Record<string, number>>(assignmentShelf(company), type)
    const value = { ...counts, [host]: (counts?.[host] ?? 0) + bookings }
    shelves.put(assignmentShelf(company), type, { value: kept(value) })
  },
})

export const appointmentTypeWrites: WritesOf<AppointmentTypeWrite> = {
  typeLeft: {
    actions: ({ company, slug }, shelves) => [
      {
        shelf: typeShelf(company),
        name: slug,
        holds: shelves.get(typeShelf(company), slug) !== undefined,
        next: undefined,
      },
    ],
  },
}
