import type { Instant } from '../time/time.ts'

/** What keeps all mails of an installation: its sender, its rights, its quota. */
export const installationFaults = ['senderNotVerified', 'sandbox', 'denied', 'paused', 'rate', 'policy'] as const
export type InstallationFault = (typeof installationFaults)[number]

/** Why nothing is sent to an address any more. */
export const addressFaults = ['unknownMailbox', 'bounced', 'complained'] as const
export type AddressFault = (typeof addressFaults)[number]

/**
 * Why a mail has not gone, by code: the installation's fault; its reader's address; `refused`: this one mail was not
 * taken; `unreachable`: nobody took it, or not now; `unwritten`: we could not write it.
 */
export const mailTroubles = [...installationFaults, ...addressFaults, 'refused', 'unreachable', 'unwritten'] as const
export type MailTrouble = (typeof mailTroubles)[number]

export const isInstallationFault = (trouble: MailTrouble | undefined): trouble is InstallationFault =>
  installationFaults.some((one) => one === trouble)

/** That no mail of the installation goes, until one that is tried does. */
export interface MailStop {
  fault: InstallationFault
  since: Instant
  /** How many mails in a row were tried in vain. */
  tries: number
  /** When one mail is tried next. */
  nextTryAt: Instant
}

/**
 * What came back from an address. One mail that came late or found a full mailbox is noted as `delayed` and keeps
 * nothing.
 */
export interface AddressMark {
  company: string
  /** In small letters. */
  address: string
  why: AddressFault | 'delayed'
  since: Instant
  /** As the other side said it. */
  detail: string
}

/** Whether nothing is sent there, but what somebody of the house sends all the same. */
export const isClosed = (mark: AddressMark | undefined): mark is AddressMark & { why: AddressFault } =>
  mark !== undefined && mark.why !== 'delayed'

/** Whether a mark says more than the one that is there: what closes an address is never followed by less. */
export const isWorse = (mark: AddressMark, known: AddressMark | undefined): boolean =>
  known === undefined || (isClosed(mark) && !isClosed(known))
