; Installed for everybody: one office a PC, whatever the Windows account. Every account may write in the folder of the office;
; what is in it is encrypted with a key none of them has (docs/adr/003).
!macro customInstall
  ${If} $installMode == "all"
    SetShellVarContext all
    CreateDirectory "$APPDATA\Diwan"
    nsExec::Exec 'icacls "$APPDATA\Diwan" /inheritance:r /grant *S-1-5-18:(OI)(CI)F /grant *S-1-5-32-544:(OI)(CI)F /grant *S-1-5-32-545:(OI)(CI)M'
  ${EndIf}
!macroend
