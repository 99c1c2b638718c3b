/**
 * The scan, in Chinese.
 *
 * @module
 */

import type { Messages } from '../languages.ts'

export const SCAN_ZH: Messages['scan'] = {
  title: '扫描二维码',
  opening: '正在打开摄像头…',
  open: '摄像头已打开，将自动读取二维码。',
  reading: '正在读取…',
  readingPage: '正在读取第{page}页，共{of}页…',
  cancel: '取消',
  tryAgain: '重试',
  torchOn: '打开照明灯',
  torchOff: '关闭照明灯',
  switchCamera: '使用另一个摄像头',
  file: '图片或文件',
  paste: '粘贴',
  otherInputs: '可随时使用手持扫描器，也可将文件拖放到此处。',
  drop: '松开即可读取文件',

  partsTitle: '此卡的其他二维码',
  parts:
    '此卡共有{of, plural, other {#个}}二维码，已读取{done, plural, other {#个}}：请出示其余的。',
  partsOpen: '此卡有多个二维码：请出示其余的。',
  progress: '已读取{done}/{of, plural, other {#个}}二维码',
  anotherTitle: '扫描另一份证书',
  another: '请扫描同一个人的另一份证书。',
  repeated: '此二维码已读取过。',
  unfitPart: '此二维码不属于正在读取的卡。请出示该卡的其余二维码，或取消。',
  unfitOther: '此二维码不是证书。请出示证书，或取消。',

  refusedTitle: '未获准使用摄像头',
  refused: '请允许使用：点按地址旁的标志，再选择“摄像头”和“允许”，然后重试。',
  noneTitle: '没有摄像头',
  none: '请连接摄像头后重试，或使用图片、文件、二维码的文本或手持扫描器。',
  busyTitle: '摄像头被占用',
  busy: '其他程序正在使用摄像头。请关闭该程序后重试。',
  insecureTitle: '使用摄像头需要安全地址',
  insecure: '浏览器只允许https地址的页面使用摄像头。请通过此类地址打开本页面。',
  stoppedTitle: '摄像头已停止',
  stopped: '请重试。如再次停止，请关闭本页面后重新打开。',
  readerTitle: '二维码读取程序未启动',
  reader: '请重试。如仍无效，请关闭本页面后重新打开。',

  empty: '没有内容。请选择其他文件。',
  tooLarge: '此文件过大。请将图片裁剪到二维码，或缩小后保存。',
  noCode: '此图片中未找到二维码。请将图片裁剪到二维码，或拍摄更清晰的图片。',
  unreadablePicture: '此图片已损坏，或此浏览器无法显示该类型。请另存为PNG或JPEG。',
  heic: '此浏览器无法显示HEIC图片。请另存为JPEG，或截取屏幕图片。',
  noText: '此文件既不是图片也不是文本。请选择二维码的图片或文本。',
  pdf: '无法读取此PDF文件。请在屏幕上显示该页，截取屏幕图片，然后选择该图片。',
  pdfLocked: '此PDF文件需要密码才能打开。请打开文件，截取该页的屏幕图片，然后选择该图片。',
  pdfLong: '此PDF文件页数过多。请截取带有二维码的那一页的屏幕图片，然后选择该图片。',
  severalFiles: '请每次只选择一个文件。',
  garbled: '手持扫描器的键盘设置与本计算机不同。请将两者设为同一国家，或使用摄像头。',

  pasteTitle: '粘贴二维码',
  pasteLabel: '二维码的文本或图片',
  pasteHint: '读取后立即从输入框中移除。',
  pasteRead: '读取',
  pasteEmpty: '其中既没有文本也没有图片。请先复制二维码。',
  back: '返回摄像头',

  choiceTitle: '有多份证书',
  choice: '请选择要核验的一份。只有同一个人的多份证书才可一并核验。',
  choiceAll: '全部作为同一个人的证书核验',
  scanAgain: '重新扫描',
  optionInPicture:
    '{number}：{kind}，{cell, select, c0 {左上} c1 {上方} c2 {右上} c3 {左侧} c4 {中间} c5 {右侧} c6 {左下} c7 {下方} other {右下}}',
  optionOnPage:
    '{number}：{kind}，第{page}页，{cell, select, c0 {左上} c1 {上方} c2 {右上} c3 {左侧} c4 {中间} c5 {右侧} c6 {左下} c7 {下方} other {右下}}',
  optionInList: '{number}：{kind}，结尾为{end}',
  kindHc1: '欧盟或世界卫生组织证书',
  kindShc: 'SMART Health Card健康卡',
  kindShlink: 'SMART Health Link健康链接',
  kindVdsNc: '可视数字印章（VDS-NC）',
  kindDivoc: 'DIVOC证书',
  kindNzcp: '新西兰通行证',
  kindOther: '其他类型的证书',

  addressCleared:
    '页面地址中的证书一律不读取，因为地址会被保留。该证书已移除。请扫描或粘贴二维码。',
}
