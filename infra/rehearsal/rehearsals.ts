import type { Provider } from '../../shared/domain/event/calendar-providers.ts'
import type { Simulator, SimulatorOptions } from './simulator.ts'

/** A provider that is simulated here: what stands for it, and how the product is led to it. */
interface Rehearsal {
  /** As the console names it. */
  title: string
  /** Loads what it is made of only when it is started. */
  start(options: SimulatorOptions): Promise<Simulator>
  /** Parameters of the template, for a simulator at an address. */
  parametersAt(address: string): Record<string, string>
}

/** Any client is welcome at a simulator. */
const CLIENT = 'almanac-local'

const ofCalendars: Record<Provider, Rehearsal> = {
  google: {
    title: 'Google',
    start: async (options) => (await import('./google/server.ts')).startGoogle(options),
    parametersAt: (address) => ({
      GoogleClientId: CLIENT,
      GoogleClientSecret: CLIENT,
      GoogleApiRoot: address,
      GoogleOAuthRoot: address,
    }),
  },
  microsoft: {
    title: 'Microsoft',
    start: async (options) => (await import('./microsoft/server.ts')).startMicrosoft(options),
    parametersAt: (address) => ({
      MicrosoftClientId: CLIENT,
      MicrosoftClientSecret: CLIENT,
      GraphRoot: address,
      MicrosoftAuthorityRoot: address,
    }),
  },
}

/** All that can be tried with no account, by the names that ports and addresses of a data folder are kept by. */
export const rehearsals = {
  ...ofCalendars,
  stripe: {
    title: 'Stripe',
    start: async (options: SimulatorOptions) => (await import('./stripe/server.ts')).startStripe(options),
    parametersAt: (address: string) => ({ StripeApi: address }),
  },
} satisfies Record<string, Rehearsal>

export type Rehearsed = keyof typeof rehearsals
export const rehearsed = Object.keys(rehearsals) as Rehearsed[]

/** A value for each of them. */
export const ofEach = <T>(make: (name: Rehearsed) => T): Record<Rehearsed, T> =>
  Object.fromEntries(rehearsed.map((name) => [name, make(name)])) as Record<Rehearsed, T>
