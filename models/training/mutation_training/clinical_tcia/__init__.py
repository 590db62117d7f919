"""The package `clinical-tcia`: what age, sex and smoking alone say of EGFR and KRAS, from TCIA's table."""
