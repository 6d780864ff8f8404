import type { Instant } from '../time/time.ts'

/** Who can take payments for a company. */
export const paymentProviders = ['stripe'] as const
export type PaymentProviderName = (typeof paymentProviders)[number]

/** By whom and how a company's customers pay. */
export interface PaymentSettings {
  company: string
  version: number
  provider: PaymentProviderName
  isOn: boolean
  /** Sealed; bound to the company. */
  sealedKey: string
  /** Its last letters, by which people recognize it. */
  keyEnd: string
  /** Whether money moves; else all of it is a rehearsal. */
  isLive: boolean
  /**
   * Where the provider sends its notifications, and what they are signed with; absent where it could not be registered.
   */
  webhook?: { id: string; sealedSecret: string; address: string }
  /** Why there is none, in the provider's words. */
  webhookProblem?: string
  savedAt: Instant
}

/** What has been heard of and from the provider: kept beside the settings, whoever saves those. */
export interface PaymentNews {
  /** The last notification that was theirs. */
  heardAt?: Instant
  /** The last that was refused, and why. */
  refusedAt?: Instant
  refusedBecause?: 'signature' | 'unknown'
  /** The last thing that the provider did not do. */
  failedAt?: Instant
  failedBecause?: string
}

/** What sealed keys of payments are bound to. */
export const paymentSealContext = (company: string, what: 'key' | 'webhook') => ({ company, payments: what })

/** Whether bookings can be paid. */
export const takesPayments = (settings: Pick<PaymentSettings, 'isOn'> | undefined): boolean => settings?.isOn === true
