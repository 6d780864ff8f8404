import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { kmsSecrets } from '../adapters/kms/envelope.ts'
import { argon2Passwords } from '../adapters/system/passwords.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import { companyLinks } from '../usecases/people/links.ts'
import { ReadThrottle } from '../usecases/people/throttling.ts'
import { clock, isRehearsal, optional, required } from './environment.ts'
import { paymentPages, paymentProviders } from './payments.ts'

/** What both doors to people are made of. */
export function peopleDoor() {
  const store = dynamoRepositories(required('TABLE_NAME'))
  const tools = { store, clock: clock(), random: systemRandomness, throttles: !isRehearsal }
  const secrets = kmsSecrets(required('KEY_ID'))
  return {
    ...tools,
    reads: new ReadThrottle(tools),
    secrets,
    paymentProviders,
    paymentPages: paymentPages(),
    passwords: argon2Passwords,
    links: companyLinks(store, secrets),
    publicAddress: required('PUBLIC_ADDRESS'),
    originSecret: optional('ORIGIN_SECRET'),
  }
}
