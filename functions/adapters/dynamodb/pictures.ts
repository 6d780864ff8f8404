import { z } from 'zod'
import { type Picture, pictureTypes } from '../../../shared/domain/people/picture.ts'
import type { PictureOf, Pictures, PictureWrite } from '../../ports/pictures.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, of: PictureOf): Key => ({
  pk: `${company}#pictures`,
  sk: of === 'logo' ? 'logo' : 'member' in of ? `member#${of.member}` : `resource#${of.resource}`,
})

/** Its bytes stand as base64. */
const readPicture = readerOf<Picture>()(
  'picture',
  z
    .object({ type: z.enum(pictureTypes), data: z.string() })
    .transform(({ type, data }) => ({ type, bytes: new Uint8Array(Buffer.from(data, 'base64')) as Uint8Array })),
)

export function pictures(table: Table): Pictures {
  return {
    async picture(company, of) {
      const row = await table.get(keyOf(company, of))
      return row && readPicture(row)
    },
  }
}

export const pictureWrites: WritesOf<PictureWrite> = {
  picture: {
    actions({ company, of, picture }, table) {
      const data = Buffer.from(picture.bytes).toString('base64')
      return [put(table, { ...keyOf(company, of), row: 'picture', type: picture.type, data })]
    },
  },
  noPicture: {
    actions({ company, of }, table) {
      return [{ Delete: { TableName: table, Key: keyOf(company, of) } }]
    },
  },
}
