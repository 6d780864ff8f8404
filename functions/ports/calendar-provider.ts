import type { Provider } from '../../shared/domain/event/calendar-providers.ts'
import type { ProviderEvent, RemoteChange, RemoteEvent } from '../../shared/domain/sync/provider-event.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

/** The grant is dead: only its owner can renew it, so nothing is tried again. */
export class GrantDead extends Error {
  override name = 'GrantDead'
}

/** The cursor is no longer known: not an error, but a full listing that is compared with what is linked. */
export class CursorExpired extends Error {
  override name = 'CursorExpired'
}

/** The event changed since its etag: read again and decide again. */
export class RemoteChanged extends Error {
  override name = 'RemoteChanged'
}

/** The provider asks for patience. */
export class SlowDown extends Error {
  override name = 'SlowDown'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number) {
    super(`the provider asks to wait ${retryAfterSeconds} seconds`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The provider will never take this; trying again is of no use. */
export class RemoteRefused extends Error {
  override name = 'RemoteRefused'
}

export interface Grant {
  /** Opaque; sealed by whoever keeps it. */
  credentials: string
  accountId: string
  accountEmail: string
}

export interface WatchRequest {
  channelId: string
  /** Shown back by every notification; checked there. */
  token: string
  address: string
  /** The watch lasts from now for as long as the provider allows. */
  now: Instant
}

/** One page of changes; the cursor comes with the last one only. */
export interface ChangePage {
  changes: RemoteChange[]
  cursor?: string
  /** Where a listing that begins anew ends: nothing later is known under its cursor. */
  knownUntil?: Instant
}

/** Speaks to one account's calendar. */
export interface CalendarAccount {
  /** Creates under an id (or key) derived from `key`, so that a lost answer cannot make a second one. */
  insert(event: ProviderEvent, subjectId: string, key: string): Promise<RemoteEvent>
  /** @throws RemoteChanged when the etag is stale */
  update(remoteId: string, etag: string, event: ProviderEvent): Promise<RemoteEvent | 'gone'>
  /** Gone already is success. */
  remove(remoteId: string): Promise<void>
  get(remoteId: string): Promise<RemoteEvent | 'gone'>
  /** @throws CursorExpired */
  changes(cursor: string | undefined, now: Instant): AsyncIterable<ChangePage>
  watch(request: WatchRequest): Promise<{ resourceId?: string; endsAt: Instant }>
  stopWatch(channelId: string, resourceId: string | undefined): Promise<void>
  /** The credentials as they are now; another text than at the start when they were refreshed. */
  credentials(): Promise<string>
}

export interface CalendarProvider {
  provider: Provider
  authorizeUrl(request: {
    state: string
    codeVerifier: string
    redirectUri: string
    loginHint?: string | undefined
  }): Promise<string>
  /** @throws GrantDead when the code is no good or the calendar was not granted */
  exchange(request: { code: string; codeVerifier: string; redirectUri: string }): Promise<Grant>
  open(credentials: string): CalendarAccount
}
