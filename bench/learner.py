"""Trains scikit-learn's TF-IDF and logistic regression on the draws of bench/learner: python3 learner.py FILE.

FILE is JSON: texts, labels, held (places of the texts to test with), draws (by size, lists of places to train with).
Prints a line for each size: the size, and the accuracies of its draws.
"""

import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)
    texts, labels = data["texts"], data["labels"]
    for size, draws in data["draws"].items():
        accuracies = []
        for draw in draws:
            model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(C=10, max_iter=1000))
            model.fit([texts[i] for i in draw], [labels[i] for i in draw])
            accuracies.append(model.score([texts[i] for i in data["held"]], [labels[i] for i in data["held"]]))
        print(size, *accuracies)


if __name__ == "__main__":
    main()
