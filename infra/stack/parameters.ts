import { CfnParameter } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { type Provider, providerKeys } from '../../shared/domain/event/calendar-providers.ts'

/** What differs between one installation and another; the local host fills in its own addresses. */
export class Parameters extends Construct {
  readonly publicAddress: string
  readonly mailFrom: string
  /** Seconds that a mail about an event waits after its last change. */
  readonly quietSeconds: string
  /** The domain at which answers of mail clients are received; empty: nowhere. */
  readonly inboundDomain: string
  /** Variables of the functions that speak to the providers of calendars. */
  readonly providers: Record<string, string>
  /** Where the payment provider answers. */
  readonly stripeApi: string

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const parameter = (name: string, description: string, value = '', noEcho = false) => {
      const made = new CfnParameter(this, name, { type: 'String', description, default: value, noEcho })
      made.overrideLogicalId(name)
      return made.valueAsString
    }
    this.publicAddress = parameter(
      'PublicAddress',
      'Where people reach Almanac, without a trailing slash',
      'https://almanac.example',
    )
    this.mailFrom = parameter(
      'MailFrom',
      'The address that mails come from; an identity of Amazon SES',
      'desk@almanac.example',
    )
    this.quietSeconds = parameter(
      'QuietSeconds',
      'Seconds that a mail about an event waits after its last change, at most 120',
      '10',
    )
    this.inboundDomain = parameter(
      'InboundDomain',
      'A domain of its own at which Amazon SES receives answers of mail clients; empty: none are received',
    )
    this.stripeApi = parameter('StripeApi', 'The API of Stripe', 'https://api.stripe.com')
    const ofProviders: Record<Provider, Record<string, string>> = {
      google: {
        GOOGLE_CLIENT_ID: parameter('GoogleClientId', 'OAuth client of the Google project; empty: Google is off'),
        GOOGLE_CLIENT_SECRET: parameter('GoogleClientSecret', 'Its secret', '', true),
        GOOGLE_API_ROOT: parameter('GoogleApiRoot', 'Google APIs', 'https://www.googleapis.com'),
        GOOGLE_OAUTH_ROOT: parameter('GoogleOAuthRoot', 'Empty: the addresses of Google itself'),
      },
      microsoft: {
        MICROSOFT_CLIENT_ID: parameter('MicrosoftClientId', 'Application (client) id; empty: Outlook is off'),
        MICROSOFT_CLIENT_SECRET: parameter('MicrosoftClientSecret', 'Its secret', '', true),
        GRAPH_ROOT: parameter('GraphRoot', 'Microsoft Graph', 'https://graph.microsoft.com'),
        MICROSOFT_AUTHORITY_ROOT: parameter('MicrosoftAuthorityRoot', 'Empty: the addresses of Microsoft itself'),
      },
    }
    this.providers = Object.assign({}, ...providerKeys.map((key) => ofProviders[key]))
  }
}
