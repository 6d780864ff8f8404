import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { LARGEST_PICTURE_BYTES, type Picture, pictureTypeOf } from '../domain/people/picture.ts'
import { linkToken, pageParams } from './booking-page.ts'
import { company } from './company.ts'
import { id } from './fields.ts'
import { me } from './me.ts'
import { resource } from './resources.ts'
import { nothing, route } from './route.ts'

/** Bytes in base64: four letters for three of them. */
const MOST_LETTERS = Math.ceil(LARGEST_PICTURE_BYTES / 3) * 4
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** A PNG, JPEG or WebP of at most 64 KB; which of them it is, its first bytes say. */
const picture = z
  .string()
  .max(MOST_LETTERS)
  .regex(BASE64, says('notBase64'))
  .transform((text, context): Picture => {
    const bytes = BASE64.test(text) ? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) : new Uint8Array()
    const type = pictureTypeOf(bytes)
    if (type) return { type, bytes }
    context.addIssue({ code: 'custom', message: says('notPicture') })
    return z.NEVER
  })

/** The bytes of a picture, as what it is. */
const image = z.custom<Uint8Array>((value) => value instanceof Uint8Array).meta({ contentMediaType: 'image/*' })

const version = z.string().max(64).optional().describe('Which picture: an address with it never shows another.')

export const putPicture = route({
  name: 'putPicture',
  door: 'app',
  method: 'PUT',
  path: '/api/me/picture',
  summary: "Set one's own picture: a PNG, JPEG or WebP in base64, at most 64 KB.",
  caller: 'member',
  body: z.object({ data: picture }),
  answers: { 200: me },
})

export const removePicture = route({
  name: 'removePicture',
  door: 'app',
  method: 'DELETE',
  path: '/api/me/picture',
  summary: "Take one's own picture away.",
  caller: 'member',
  answers: { 204: nothing },
})

export const readPicture = route({
  name: 'readPicture',
  door: 'app',
  method: 'GET',
  path: '/api/members/{id}/picture',
  summary: 'The picture of a member.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ version }),
  answers: { 200: image },
})

export const putLogo = route({
  name: 'putLogo',
  door: 'app',
  method: 'PUT',
  path: '/api/company/logo',
  summary: "Set the company's logo: a PNG, JPEG or WebP in base64, at most 64 KB.",
  caller: 'admin',
  body: z.object({ data: picture }),
  answers: { 200: company },
  refusals: ['Busy'],
})

export const removeLogo = route({
  name: 'removeLogo',
  door: 'app',
  method: 'DELETE',
  path: '/api/company/logo',
  summary: "Take the company's logo away.",
  caller: 'admin',
  answers: { 204: nothing },
  refusals: ['Busy'],
})

export const readLogo = route({
  name: 'readLogo',
  door: 'app',
  method: 'GET',
  path: '/api/company/logo',
  summary: "The company's logo.",
  caller: 'member',
  query: z.object({ version }),
  answers: { 200: image },
})

export const putResourcePicture = route({
  name: 'putResourcePicture',
  door: 'app',
  method: 'PUT',
  path: '/api/resources/{id}/picture',
  summary: 'Set the picture of a resource: a PNG, JPEG or WebP in base64, at most 64 KB.',
  caller: 'admin',
  params: z.object({ id }),
  body: z.object({ data: picture }),
  answers: { 200: resource },
  refusals: ['Busy'],
})

export const removeResourcePicture = route({
  name: 'removeResourcePicture',
  door: 'app',
  method: 'DELETE',
  path: '/api/resources/{id}/picture',
  summary: 'Take the picture of a resource away.',
  caller: 'admin',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})

export const readResourcePicture = route({
  name: 'readResourcePicture',
  door: 'app',
  method: 'GET',
  path: '/api/resources/{id}/picture',
  summary: 'The picture of a resource.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ version }),
  answers: { 200: image },
})

export const readServedPicture = route({
  name: 'readServedPicture',
  door: 'public',
  method: 'GET',
  path: '/api/public/{company}/{type}/pictures/{id}',
  summary: 'The picture of who or what serves an appointment that shows pictures.',
  caller: 'anyone',
  params: pageParams.extend({ id }),
  query: z.object({ version, link: linkToken }),
  answers: { 200: image },
  refusals: ['LinkEnded'],
})
