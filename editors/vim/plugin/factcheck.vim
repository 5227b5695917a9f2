" Makes factcheck-ls known to ALE and to vim-lsp, whichever is there.

if exists('g:loaded_factcheck')
  finish
endif
let g:loaded_factcheck = 1

" ALE checks no plain text unless told to.
let g:ale_linters = get(g:, 'ale_linters', {})
if type(g:ale_linters) == v:t_dict && !has_key(g:ale_linters, 'text')
  let g:ale_linters.text = ['factcheck']
endif

augroup factcheck
  autocmd!
  autocmd User lsp_setup call factcheck#vim_lsp()
augroup END
