/** The part of a picture that becomes the photo, as shares of its width and height; seven high to five wide. */
export interface Cut {
  left: number
  top: number
  width: number
}
export interface Size {
  width: number
  height: number
}

/** Height of a part as a share of the picture's height. */
export function heightOf(cut: Cut, picture: Size): number {
  return (cut.width * picture.width * 7) / 5 / picture.height
}
/** The widest part that fits, as a share of the width. */
export function widest(picture: Size): number {
  return Math.min(1, (picture.height * 5) / 7 / picture.width)
}
/** The middle, from the upper edge down. */
export function usual(picture: Size): Cut {
  const width = widest(picture)
  return { left: (1 - width) / 2, top: 0, width }
}
/** The part moved into the picture. */
export function within(cut: Cut, picture: Size): Cut {
  const width = Math.min(Math.max(cut.width, 0.1), widest(picture))
  const height = heightOf({ ...cut, width }, picture)
  const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), Math.max(0, most))
  return { left: clamp(cut.left, 1 - width), top: clamp(cut.top, 1 - height), width }
}
/** The part made wider or narrower about its middle. */
export function resized(cut: Cut, width: number, picture: Size): Cut {
  const middle = { x: cut.left + cut.width / 2, y: cut.top + heightOf(cut, picture) / 2 }
  const next = within({ ...cut, width }, picture)
  return within({ left: middle.x - next.width / 2, top: middle.y - heightOf(next, picture) / 2, width: next.width }, picture)
}
