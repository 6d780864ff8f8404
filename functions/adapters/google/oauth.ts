import { createHash } from 'node:crypto'
import { auth } from '@googleapis/calendar'
import { type CalendarProvider, type Grant, GrantDead } from '../../ports/calendar-provider.ts'
import { readAnswer, readJson } from '../answers/read-answer.ts'
import { googleClaims } from './answers.ts'

export interface GoogleSettings {
  clientId: string
  clientSecret: string
  /** Where the Calendar API answers, without a trailing slash. */
  apiRoot: string
  /** Empty for Google itself. */
  oauthRoot: string
}

const SCOPES = ['openid', 'email', 'https://www.googleapis.com/auth/calendar.events']

export function oauthClient({ clientId, clientSecret, oauthRoot }: GoogleSettings, redirectUri?: string) {
  return new auth.OAuth2({
    clientId,
    clientSecret,
    redirectUri,
    forceRefreshOnFailure: true,
    ...(oauthRoot && {
      endpoints: {
        oauth2AuthBaseUrl: `${oauthRoot}/o/oauth2/v2/auth`,
        oauth2TokenUrl: `${oauthRoot}/token`,
        oauth2RevokeUrl: `${oauthRoot}/revoke`,
        tokenInfoUrl: `${oauthRoot}/tokeninfo`,
      },
    }),
  })
}

/**
 * Claims of an id token that came straight from the token endpoint over TLS, which vouches for it (OpenID Connect Core,
 * 3.1.3.7).
 */
function claimsOf(idToken: string | null | undefined) {
  const payload = idToken?.split('.')[1]
  if (!payload) throw new GrantDead('Google did not say whose account it is')
  return readAnswer('Google', googleClaims, readJson('Google', Buffer.from(payload, 'base64url').toString('utf8')))
}

export function googleOAuth(settings: GoogleSettings): Pick<CalendarProvider, 'authorizeUrl' | 'exchange'> {
  return {
    async authorizeUrl({ state, codeVerifier, redirectUri, loginHint }) {
      return oauthClient(settings, redirectUri).generateAuthUrl({
        access_type: 'offline',
        // Without it a second connect brings no refresh token.
        prompt: 'consent',
        scope: SCOPES,
        state,
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256' as never,
        ...(loginHint && { login_hint: loginHint }),
      })
    },
    async exchange({ code, codeVerifier, redirectUri }): Promise<Grant> {
      const { tokens } = await oauthClient(settings, redirectUri)
        .getToken({ code, codeVerifier })
        .catch((error: Error) => {
          throw new GrantDead(error.message)
        })
      // People can untick scopes on the consent page.
      if (!tokens.scope?.includes('calendar.events')) throw new GrantDead('the calendar was not granted')
      const { sub, email } = claimsOf(tokens.id_token)
      return {
        credentials: JSON.stringify({
          refresh_token: tokens.refresh_token,
          access_token: tokens.access_token,
          expiry_date: tokens.expiry_date,
        }),
        accountId: sub,
        accountEmail: email.toLowerCase(),
      }
    },
  }
}
