import { createHash } from 'node:crypto'
import { ConfidentialClientApplication, InteractionRequiredAuthError, ServerError } from '@azure/msal-node'
import { type CalendarProvider, type Grant, GrantDead } from '../../ports/calendar-provider.ts'

export interface MicrosoftSettings {
  clientId: string
  clientSecret: string
  /** Where Graph answers, without a trailing slash. */
  graphRoot: string
  /** Empty for Entra itself. */
  authorityRoot: string
}

const SCOPES = ['offline_access', 'User.Read', 'Calendars.ReadWrite']

/** One application per connection: its serialized token cache is that connection's credentials. */
export function application({
  clientId,
  clientSecret,
  authorityRoot,
}: MicrosoftSettings): ConfidentialClientApplication {
  const elsewhere = authorityRoot && {
    // MSAL refuses plain http authorities; the metadata names the endpoints instead, and this name is never contacted.
    authority: 'https://login.sim.test/common',
    knownAuthorities: ['login.sim.test'],
    authorityMetadata: JSON.stringify({
      authorization_endpoint: `${authorityRoot}/common/oauth2/v2.0/authorize`,
      token_endpoint: `${authorityRoot}/common/oauth2/v2.0/token`,
      issuer: 'https://login.sim.test/{tenantid}/v2.0',
      jwks_uri: `${authorityRoot}/common/discovery/v2.0/keys`,
      end_session_endpoint: `${authorityRoot}/common/oauth2/v2.0/logout`,
    }),
  }
  return new ConfidentialClientApplication({
    auth: { clientId, clientSecret, ...(elsewhere || { authority: 'https://login.microsoftonline.com/common' }) },
  })
}

/** A grant that only its owner can renew; everything else may pass. */
export function translatedAuth(error: unknown): Error {
  if (error instanceof InteractionRequiredAuthError) return new GrantDead('Microsoft asks its user to sign in again')
  if (error instanceof ServerError && error.errorCode === 'invalid_grant')
    return new GrantDead('Microsoft has ended the grant')
  return error as Error
}

export function microsoftOAuth(settings: MicrosoftSettings): Pick<CalendarProvider, 'authorizeUrl' | 'exchange'> {
  return {
    authorizeUrl({ state, codeVerifier, redirectUri, loginHint }) {
      return application(settings).getAuthCodeUrl({
        scopes: SCOPES,
        redirectUri,
        state,
        codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        codeChallengeMethod: 'S256',
        ...(loginHint && { loginHint }),
      })
    },
    async exchange({ code, codeVerifier, redirectUri }): Promise<Grant> {
      const app = application(settings)
      const result = await app
        .acquireTokenByCode({ code, codeVerifier, redirectUri, scopes: SCOPES })
        .catch((error) => {
          throw error instanceof ServerError ? new GrantDead(error.errorMessage) : error
        })
      if (!result.account) throw new GrantDead('Microsoft did not say whose account it is')
      return {
        credentials: app.getTokenCache().serialize(),
        accountId: result.account.homeAccountId,
        accountEmail: result.account.username.toLowerCase(),
      }
    },
  }
}
