import type { ChangeKind, Origin, SubjectKind } from '../../shared/domain/changes/change.ts'
import type { EffectKind } from '../../shared/domain/effects/effect.ts'

/** Announces on the bus that something changed; rules route it to the queues of the effects named. */
export interface ChangeNotice {
  company: string
  subjectKind: SubjectKind
  subjectId: string
  version: number
  kind: ChangeKind
  origin: Origin
  /**
   * `payment`: somebody has to see to it; what of it is to be done, it says itself. `quietMail`: mails that wait until
   * nobody changes their event any more.
   */
  effects: (EffectKind | 'payment' | 'quietMail')[]
}

/** Work for one connection's worker. Ids and versions only: the worker loads the present state. */
export type SyncJob =
  | { job: 'push'; company: string; memberId: string; connectionId: string; subjectId: string; version: number }
  | { job: 'pull'; company: string; memberId: string; connectionId: string }

export interface ChangeBus {
  /** Puts all notices on the bus. @returns the indexes that the bus did not take */
  publish(notices: ChangeNotice[]): Promise<number[]>
}

export interface SyncQueue {
  /** Enqueues behind everything else of the same connection. `dedup` keeps a repeat within five minutes out. */
  send(job: SyncJob, options?: { dedup?: string }): Promise<void>
  /** Keeps a job that failed, and all behind it, out of the way for a while. */
  putOff(receipt: string, seconds: number): Promise<void>
}
