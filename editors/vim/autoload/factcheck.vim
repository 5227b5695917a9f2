" factcheck-ls for Vim: what its language clients share.

" The program: a name on the PATH, or a path.
function! factcheck#program() abort
  return get(g:, 'factcheck_program', 'factcheck-ls')
endfunction

" The folder that a draft belongs to: where factcheck.toml lies, else the repository, else the draft's own.
function! factcheck#root(path) abort
  let l:own = fnamemodify(a:path, ':p:h')
  for l:mark in ['factcheck.toml', '.git']
    let l:folder = l:own
    while 1
      " A repository's mark is a file in its other work trees.
      if filereadable(l:folder . '/' . l:mark) || isdirectory(l:folder . '/' . l:mark)
        return l:folder
      endif
      let l:above = fnamemodify(l:folder, ':h')
      if l:above ==# l:folder
        break
      endif
      let l:folder = l:above
    endwhile
  endfor
  return l:own
endfunction

" What the client sends as settings: keys of factcheck.toml that stand over it.
function! factcheck#settings() abort
  return {'factcheck': get(g:, 'factcheck_settings', {})}
endfunction

" Tells ALE of the server, for one file type. ALE counts columns in bytes, whatever the protocol says.
function! factcheck#ale(filetype, language) abort
  call ale#linter#Define(a:filetype, {
  \ 'name': 'factcheck',
  \ 'lsp': 'stdio',
  \ 'executable': {_ -> factcheck#program()},
  \ 'command': '%e lsp',
  \ 'language': a:language,
  \ 'project_root': {buffer -> factcheck#root(bufname(buffer))},
  \ 'initialization_options': {'positionEncoding': 'utf-8'},
  \ 'lsp_config': {_ -> factcheck#settings()},
  \})
endfunction

" Tells vim-lsp of the server.
function! factcheck#vim_lsp() abort
  call lsp#register_server({
  \ 'name': 'factcheck-ls',
  \ 'cmd': {_ -> [factcheck#program(), 'lsp']},
  \ 'allowlist': ['markdown', 'text', 'quarto', 'rmd', 'pandoc'],
  \ 'root_uri': {_ -> lsp#utils#path_to_uri(factcheck#root(expand('%')))},
  \ 'workspace_config': factcheck#settings(),
  \})
endfunction
