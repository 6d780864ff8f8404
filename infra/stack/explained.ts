import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Lets one finding of cdk-nag stand at one place, with the reason beside it. */
export function explained<T extends IConstruct>(construct: T, finding: string, reason: string): T {
  Validations.of(construct).acknowledge({ id: finding, reason })
  return construct
}
