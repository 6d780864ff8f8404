import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** A request's body, to the letter. */
export function textOf({ body, isBase64Encoded }: APIGatewayProxyEventV2): string {
  return isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '')
}

/** The JSON of a request's body, or nothing where it is none. */
export function jsonOf(request: APIGatewayProxyEventV2): unknown {
  try {
    return JSON.parse(textOf(request))
  } catch {
    return undefined
  }
}

/** A provider's notification door: only CloudFront may knock, and what breaks is the provider's to repeat. */
export function openWebhook(
  originSecret: string,
  handle: (request: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>,
) {
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use({
      before: ({ event }) =>
        originSecret !== '' && event.headers['x-almanac-origin'] !== originSecret ? { statusCode: 403 } : undefined,
      onError: ({ error }) => {
        console.error(JSON.stringify({ fault: error?.message, stack: error?.stack }))
        return { statusCode: 503 }
      },
    })
    .handler(handle)
}
