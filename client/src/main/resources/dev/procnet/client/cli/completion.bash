
# Names that only the server knows come before all else; where it knows none, or is not there, come commands and options.
function _procnet_names() {
  local previous=${COMP_WORDS[COMP_CWORD-1]} command= i
  local -a global=(--timeout 1s)
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --server | --stack | --ca | --cert | --key | --server-name)
        [ $((i + 1)) -ge "$COMP_CWORD" ] || global+=("${COMP_WORDS[i]}" "${COMP_WORDS[i+1]}")
        i=$((i + 1))
        ;;
      --tls | --no-tls) global+=("${COMP_WORDS[i]}") ;;
      -*) ;;
      *) command="$command ${COMP_WORDS[i]}" ;;
    esac
  done
  case $previous in
    --stack | --fork)
      procnet stacks ls -o name "${global[@]}" 2>/dev/null
      return
      ;;
    -d | --directory | --ca | --cert | --key) return ;;
  esac
  case $command in
    ' cat'* | ' watch' | ' export '*) procnet ls -o name "${global[@]}" 2>/dev/null ;;
    ' stacks get' | ' stacks renew' | ' stacks reset' | ' stacks rm'*) procnet stacks ls -o name "${global[@]}" 2>/dev/null ;;
    ' checkpoint restore' | ' checkpoint rm'*)
      procnet checkpoint ls -o name "${global[@]}" 2>/dev/null
      ;;
    ' set link' | ' get interface'*' '* | ' get interface' | ' get interfaces')
      procnet interfaces -o name "${global[@]}" 2>/dev/null
      ;;
  esac
}

function _procnet_complete() {
  local current=${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  case $current in
    -*) ;;
    *) COMPREPLY=($(compgen -W "$(_procnet_names)" -- "$current")) ;;
  esac
  [ "${#COMPREPLY[@]}" -gt 0 ] || _complete_procnet
}

complete -F _procnet_complete -o default procnet
