import { describe, expect, it } from 'vitest'
import { homeFolder, whyNotLocal } from './home'

const windows = {
  platform: 'win32' as const,
  appData: 'C:\\Users\\a\\AppData\\Roaming\\Diwan',
  env: {
    ProgramData: 'C:\\ProgramData',
    LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local',
    APPDATA: 'C:\\Users\\a\\AppData\\Roaming',
  },
}
const why = (folder: string) => whyNotLocal(folder, windows, { real: (path) => path, mounts: () => '' })

describe('the office’s folder on Windows', () => {
  it('is one for every account where the installer made it, else the person’s own that stays on this PC', () => {
    expect(homeFolder(windows, () => true)).toContain('ProgramData')
    expect(homeFolder(windows, () => false)).toContain('Local')
    expect(homeFolder({ ...windows, env: { ...windows.env, DIWAN_HOME: 'D:\\office' } }, () => true)).toBe('D:\\office')
  })

  it('is refused on a share, under any of its names, and where it roams', () => {
    expect(why('\\\\server\\homes\\a\\Diwan')).toBe('network')
    expect(why('\\\\?\\UNC\\server\\homes')).toBe('network')
    expect(why('C:\\Users\\a\\AppData\\Roaming\\Diwan')).toBe('roaming')
    expect(why('c:\\users\\A\\appdata\\roaming')).toBe('roaming')
    expect(why('\\\\?\\C:\\ProgramData\\Diwan')).toBeNull()
    expect(why('C:\\Users\\a\\AppData\\RoamingNot\\Diwan')).toBeNull()
    expect(why('C:\\ProgramData\\Diwan')).toBeNull()
  })

  it('a mapped drive is the share it stands for', () =>
    expect(whyNotLocal('Z:\\Diwan', windows, { real: () => '\\\\server\\homes\\Diwan', mounts: () => '' })).toBe(
      'network',
    ))
})

describe('the office’s folder on Linux', () => {
  const mounts = `/dev/sda1 / ext4 rw 0 0
server:/homes /home nfs4 rw 0 0
//server/paper /srv/مكتب\\040الضبط cifs rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
me@there: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdc1 /media/stick fuseblk rw 0 0`
  const here = (folder: string) =>
    whyNotLocal(folder, { platform: 'linux', env: {} }, { real: (path) => path, mounts: () => mounts })

  it('is refused where it lies on a network', () => {
    expect(here('/home/a/.config/Diwan')).toBe('network')
    expect(here('/srv/مكتب الضبط/office')).toBe('network')
    expect(here('/mnt/ssh')).toBe('network')
  })
  it('is good on a disk, also one mounted inside a share', () => {
    expect(here('/home/local/Diwan')).toBeNull()
    expect(here('/homework/Diwan')).toBeNull()
    expect(here('/media/stick/Diwan')).toBeNull()
    expect(here('/var/lib/diwan')).toBeNull()
  })
  it('this machine’s own disk is one', () =>
    expect(whyNotLocal(process.cwd(), { platform: 'linux', env: {} })).toBeNull())
})
