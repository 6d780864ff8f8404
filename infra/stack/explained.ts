import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Lets findings of cdk-nag stand at one place, with the reason beside them. */
export function explained<T extends IConstruct>(construct: T, finding: string | string[], reason: string): T {
  for (const id of [finding].flat()) Validations.of(construct).acknowledge({ id, reason })
  return construct
}
