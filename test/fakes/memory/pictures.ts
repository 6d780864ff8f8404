import type { PictureOf, Pictures, PictureWrite } from '../../../functions/ports/pictures.ts'
import type { Picture } from '../../../shared/domain/people/picture.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} pictures`
const nameOf = (of: PictureOf) =>
  of === 'logo' ? 'logo' : 'member' in of ? `member ${of.member}` : `resource ${of.resource}`

export const pictures = (shelves: Shelves): Pictures => ({
  async picture(company, of) {
    return shelves.get<Picture>(shelfOf(company), nameOf(of))
  },
})

export const pictureWrites: WritesOf<PictureWrite> = {
  picture: {
    actions({ company, of, picture }) {
      return [{ shelf: shelfOf(company), name: nameOf(of), holds: true, next: { value: picture } }]
    },
  },
  noPicture: {
    actions({ company, of }) {
      return [{ shelf: shelfOf(company), name: nameOf(of), holds: true, next: undefined }]
    },
  },
}
