import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

export interface Invitation {
  id: string
  company: string
  version: number
  email: string
  role: 'admin' | 'member'
  status: 'open' | 'accepted' | 'revoked'
  invitedBy: string
  /** That of who invites: nothing is known yet of who is invited. */
  locale?: string | undefined
  /** Raised by every resend: earlier links end. */
  generation: number
  expiresAt: Instant
  createdAt: Instant
}

/** What a commit may do here, as stores open it. */
export type InvitationWrite = { write: 'invitation'; invitation: Invitation; expectedVersion: number }

/** Holds where the expected version stands; 0: where nothing stands. */
export const invitationWrite = (invitation: Invitation, expectedVersion: number): Write =>
  sealed<InvitationWrite>({ write: 'invitation', invitation, expectedVersion })

/** Who is invited to become a member. */
export interface Invitations {
  invitation(company: string, id: string): Promise<Invitation | undefined>
  invitations(company: string): Promise<Invitation[]>
}
