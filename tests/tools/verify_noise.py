# SPDX-License-Identifier: ISC
def judge(proof, *row): pass
def judge_several(proof, *row): pass
