# Rscript make_delong.R > delong.json: the ovarian-cancer example of DeLong, DeLong and Clarke-Pearson
# (Biometrics 1988, 44:837), the 43 patients with all three tests, evaluated with pROC.
suppressMessages(library(pROC))
benefit <- c(0,1,1,0,1,0,0,1,1,1,1,1,1,1,1,0,1,0,0,1,1,0,1,1,1,1,1,1,1,1,0,0,1,1,1,1,0,1,0,1,1,1,1)
albumin <- c(3.0,3.2,3.9,2.8,3.2,0.9,2.5,1.6,3.8,3.7,3.2,3.8,4.1,3.6,4.3,3.6,2.3,4.2,4.0,3.5,3.8,3.0,
  4.5,3.7,3.1,4.1,4.3,4.3,3.2,2.6,3.3,1.7,3.7,3.3,4.2,3.5,2.9,2.1,2.8,4.0,3.3,3.7,3.6)
protein <- c(5.8,6.3,6.8,4.8,5.8,4.0,5.7,5.6,5.7,6.7,5.4,6.6,6.6,5.7,7.0,6.7,4.4,7.6,6.6,5.8,6.8,4.7,
  7.4,7.4,6.6,8.2,7.0,6.5,5.1,4.7,6.8,4.0,6.1,6.3,7.7,6.2,5.7,4.8,6.2,7.0,5.7,6.9,6.6)
score <- 10 - c(10,5,3,6,3,5,8,5,5,6,4,6,5,5,4,4,6,4,6,6,7,8,5,5,6,6,5,4,5,6,6,7,5,7,6,5,9,7,8,7,6,5,5)
tests <- list(albumin = albumin, protein = protein, score = score)
curves <- lapply(tests, function(x) roc(benefit, x, levels = c(0, 1), direction = "<", quiet = TRUE))
number <- function(x) paste0("[", paste(sprintf("%.12g", as.numeric(x)), collapse = ", "), "]")
single <- sapply(names(tests), function(n) sprintf('    "%s": {"values": %s, "interval": %s}',
  n, number(tests[[n]]), number(ci.auc(curves[[n]], method = "delong"))))
pairs <- list(c("albumin", "score"), c("protein", "score"), c("albumin", "protein"))
compared <- sapply(pairs, function(p) {
  t <- roc.test(curves[[p[1]]], curves[[p[2]]], method = "delong")
  sprintf('    {"first": "%s", "second": "%s", "z": %.12g, "p": %.12g}', p[1], p[2], t$statistic, t$p.value)
})
cat("{\n", sprintf('  "pROC": "%s",\n', packageVersion("pROC")), '  "labels": ', number(benefit), ",\n",
  '  "tests": {\n', paste(single, collapse = ",\n"), "\n  },\n",
  '  "comparisons": [\n', paste(compared, collapse = ",\n"), "\n  ]\n}\n", sep = "")
