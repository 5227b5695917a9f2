call factcheck#ale('markdown', 'markdown')
