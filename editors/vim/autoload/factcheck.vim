" factcheck-ls for Vim: what its language clients share.

" The program: a name on the PATH, or a path.
function! factcheck#program() abort
  return get(g:, 'factcheck_program', 'factcheck-ls')
endfunction

" The folder that a draft belongs to: where factcheck.toml lies, else the repository, else the draft's own.
function! factcheck#root(path) abort
  let l:folder = fnamemodify(a:path, ':p:h')
  " Written for 'path': commas and blanks have a meaning there.
  let l:up = escape(l:folder, ' ,;\') . ';'
  let l:file = findfile('factcheck.toml', l:up)
  if empty(l:file)
    let l:file = finddir('.git', l:up)
    " With a trailing slash ':h' takes off that alone.
    let l:file = substitute(l:file, '/$', '', '')
  endif
  return empty(l:file) ? l:folder : fnamemodify(l:file, ':p:s?/$??:h')
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
