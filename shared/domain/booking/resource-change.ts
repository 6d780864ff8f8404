import { BadInput, inputFault } from '../answers/bad-input.ts'
import type { Resource } from './appointment-type.ts'

type Fields = Omit<Resource, 'id' | 'picture' | 'capacity'>

/** What is to become another of a resource: what is not named stays. */
export type ResourceChange = { [Name in keyof Fields]?: Fields[Name] | undefined } & {
  /** null: nobody manages it. */
  capacity?: number | null | undefined
}

/** A resource as somebody wants it to be. */
export type NewResource = ResourceChange & Pick<Resource, 'name' | 'timeZone'>

/** A resource with a change made. */
export function changedResource(resource: Resource, change: ResourceChange): Resource {
  const given = Object.entries(change).filter(([, value]) => value !== undefined)
  const next = Object.entries({ ...resource, ...Object.fromEntries(given) })
  return Object.fromEntries(next.filter(([, value]) => value !== null)) as unknown as Resource
}

/** What it can be put together with are other resources of the company. @throws BadInput for each that is none */
export function checkLinks(id: string, linkedWith: string[] = [], known: readonly Pick<Resource, 'id'>[]): void {
  const faults = linkedWith.flatMap((other, i) =>
    other !== id && known.some((one) => one.id === other) ? [] : [inputFault(`linkedWith.${i}`, 'notOtherResource')],
  )
  if (faults.length > 0) throw new BadInput(...faults)
}
