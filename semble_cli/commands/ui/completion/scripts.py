"""What each shell runs to complete `semble`; `semble --install-completion` puts it in its place."""

from __future__ import annotations

BASH = """\
_semble_completion() {
    local how= line
    COMPREPLY=()
    {
        IFS= read -r how
        while IFS= read -r line; do COMPREPLY+=("$line"); done
    } < <(_SEMBLE_COMPLETE=complete_bash _SEMBLE_COMPLETE_TYPE="$COMP_TYPE" \\
        _SEMBLE_COMPLETE_WORD="$2" _TYPER_COMPLETE_ARGS="${COMP_LINE:0:COMP_POINT}" \\
        COLUMNS="$COLUMNS" "$1" 2>/dev/null </dev/null)
    compopt -o nosort 2>/dev/null
    case $how in
        goes_on) compopt -o nospace ;;
        files) compopt -o default ;;
        directories) compopt -o dirnames ;;
    esac
}

complete -F _semble_completion semble
"""

ZSH = """\
#compdef semble

_semble() {
    eval "$(_SEMBLE_COMPLETE=complete_zsh \\
        _TYPER_COMPLETE_ARGS="${(j: :)words[1,CURRENT-1]} ${IPREFIX}${QIPREFIX}${PREFIX}" \\
        COLUMNS="$COLUMNS" ${(Q)words[1]} 2>/dev/null </dev/null)"
}

if [[ $funcstack[1] == _semble ]]; then
    _semble "$@"
else
    compdef _semble semble
fi
"""

FISH = """\
function __semble_complete
    set -lx _SEMBLE_COMPLETE complete_fish
    set -lx _TYPER_COMPLETE_FISH_ACTION answer
    set -lx _TYPER_COMPLETE_ARGS (commandline --current-process --cut-at-cursor | string collect)
    set -l answer (semble 2>/dev/null </dev/null)
    switch "$answer[1]"
        case files
            __fish_complete_path (commandline --current-token --cut-at-cursor)
        case directories
            __fish_complete_directories (commandline --current-token --cut-at-cursor) ''
        case '*'
            printf '%s\\n' $answer[2..-1]
    end
end

complete --command semble --no-files --keep-order --arguments '(__semble_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
"""The shells that are completed for, and the script of each."""
