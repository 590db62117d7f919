"""A U-Net that draws the lesion at a point: its training, how far it agrees with readers, masks by it."""
